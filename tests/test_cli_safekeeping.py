"""The command line on what keeps an office's work: a new station, a backup on a stick, a restore, adoption."""


def test_a_laptop_becomes_a_new_station_and_asks_for_a_certificate(world):
    world.commune.add_village()
    old = world.commune.ok("station", "show")
    made = world.commune.ok("station", "become-new")
    assert made.keys() >= {"station", "replaces", "redone_ops", "fingerprint", "enrolled"}
    assert (made["replaces"], made["enrolled"], made["redone_ops"] > 0) == (old["station"], False, True)
    now = world.commune.ok("station", "show")
    assert (now["station"], now["fingerprint"], now["series"], now["enrolled"]) == (made["station"], made["fingerprint"], None, False)
    world.commune.refused("not_allowed", "export", world.stick)
    asked = world.stick / "moi.dang-ky"
    assert world.commune.ok("station", "request", asked)["fingerprint"] == made["fingerprint"]
    answer = world.stick / "moi.tra-loi"
    world.district.ok("station", "admit", asked, "--fingerprint", made["fingerprint"], "-o", answer)
    words = world.district.ok("station", "show")["root_fingerprint"]
    assert world.commune.ok("station", "accept", answer, "--root", words)["series"] == "R1"
