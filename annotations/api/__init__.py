"""HTTP: a view parses, asks the policy, calls one action, answers."""
