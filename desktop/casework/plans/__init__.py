"""The Integrationsplan: goals, measures, Fassungen, what changed between two of them."""
