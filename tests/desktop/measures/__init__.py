"""Tests of what figures count."""
