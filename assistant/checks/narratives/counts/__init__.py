"""How many there are said to be, against what is named, found or handed out."""
