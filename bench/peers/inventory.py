"""The hosts of a scenario, for pyinfra: the same that rappel gets."""
import os

hosts = [(name, {"ssh_config_file": os.environ["BENCH_SSH_CONFIG"]}) for name in os.environ["BENCH_HOSTS"].split()]
