"""Texts for people: found in the code, kept in a catalogue, examined and compiled."""
