"""Help in an emergency that needs nothing else to work: the data is in the widget's bundle too."""
