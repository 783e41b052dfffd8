"""The shared vocabulary: every type that one step of the way hands to the next."""
