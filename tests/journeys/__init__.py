"""The main job from end to end, and random histories of several laptops."""
