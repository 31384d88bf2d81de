"""The banks and countries that come with sepadd, each as a constant."""
