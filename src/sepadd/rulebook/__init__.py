"""The scheme's rules, each a sentence, a source and a check, and the editions they stand in."""
