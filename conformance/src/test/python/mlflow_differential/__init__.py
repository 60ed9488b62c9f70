"""The same generated requests to MLflow's own server and to Assay, and what differs in the answers."""
