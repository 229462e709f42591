"""The official Word templates, installed as the package ``generator.templates`` (see ``package_dir`` in setup.cfg)."""
