"""A pack as the page and the API show it: frozen records, every word ready to read in Chinese."""
