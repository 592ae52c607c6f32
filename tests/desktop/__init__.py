"""The program without a window, checked without one."""
