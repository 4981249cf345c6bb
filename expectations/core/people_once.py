"""A record key says one thing."""

import great_expectations.expectations as gxe

suite = [gxe.ExpectColumnValuesToBeUnique(column="person_key")]
