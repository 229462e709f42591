"""2 draft: the rows of a higher programme become a decision each, and a plan of one unit (layer 2).

``rows`` reads the programme, ``rules`` says whose work a row is, ``wording`` puts it into the unit's words, ``judge``
makes the decision, ``nearby`` brings near rows together, ``last_year`` carries over, ``plan`` builds the document.
"""
