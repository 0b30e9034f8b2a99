"""Long lives of cases: who acts, what they bring, and what holds after every step."""
