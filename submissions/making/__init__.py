"""How a film was made, as pure thinking: the vocabulary, what it means to the IPTC, what a category may ask."""
