"""Tests of the sample's data."""
