"""What each sentence of the catalogue means, by an example that keeps it and one that breaks it."""
