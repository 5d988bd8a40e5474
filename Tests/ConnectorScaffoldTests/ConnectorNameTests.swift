import ConnectorScaffold
import Testing

/// What a connector may be called, and what it may do.
struct ConnectorNameTests {
    @Test(arguments: [
        ("Acme", "acme"), ("AcmeFleet", "acme-fleet"), ("ABCFleet", "abc-fleet"), ("B2W", "b2w"),
        ("Sage300", "sage300"),
        ("HeavyJobV2", "heavy-job-v2"), ("X", "x"),
    ])
    func aNameHasAnID(name: String, id: String) throws { #expect(try ConnectorName(name).id == id) }

    @Test(arguments: [
        ("", "begins with a capital"), ("acme", "begins with a capital"), ("3M", "begins with a capital"),
        ("Acme-Fleet", "no name of letters and digits"), ("../Acme", "no name of letters and digits"),
        ("Acmé", "no name of letters and digits"), ("Acme Fleet", "no name of letters and digits"),
        ("AcmeConnector", "leave it out"), ("Abcdefghijklmnopq", "longer than 16"),
    ])
    func aNameThatNoTypeCanHaveIsRefused(name: String, words: String) {
        let refusal = #expect(throws: ScaffoldError.self) { try ConnectorName(name) }
        #expect(refusal?.description.contains(words) == true, "\(String(describing: refusal))")
    }

    @Test func capabilitiesAreReadAsTheyAreWritten() throws {
        #expect(try ConnectorCapability.read("rest") == [.rest])
        #expect(try ConnectorCapability.read("rest, webhook,rest-sink") == [.rest, .webhook, .restSink])
    }

    @Test(arguments: [("", "no capability is named"), ("soap", "'soap' is no capability"), ("file,csv", "name one")])
    func capabilitiesThatAreNoneAreRefused(text: String, words: String) {
        let refusal = #expect(throws: ScaffoldError.self) { try ConnectorCapability.read(text) }
        #expect(refusal?.description.contains(words) == true, "\(String(describing: refusal))")
    }
}
