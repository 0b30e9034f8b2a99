"""Real workers and beats on a broker of their own: killed, doubled, cut off."""
