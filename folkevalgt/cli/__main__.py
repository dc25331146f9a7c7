from folkevalgt.cli import main

main()
