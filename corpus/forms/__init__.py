"""One filled form for each layout met in the field, all units and figures invented."""
