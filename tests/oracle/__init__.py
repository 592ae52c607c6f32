"""Figures of a generated year counted a second way: plain Python over exported rows, by the words of the dossier alone."""
