"""The receiving desk: what came, who has reported, figures, what goes down."""
