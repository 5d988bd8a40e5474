import CanonicalModel
import ConnectorKit
import Testing

/// What a connector asks its configuration for, and what it makes of an object.
struct RequiredValueTests {
    private static let configuration = ConnectorConfiguration(
        system: "acme",
        values: ["token": .secret(Secret("t")), "address": .text("https://acme.example")]
    )

    @Test func aSecretThatIsThereIsGiven() throws {
        #expect(try Self.configuration.requiredSecret("token") == Secret("t"))
    }

    @Test(arguments: ["key", "address"])
    func aSecretThatIsMissingIsNamed(key: String) {
        #expect(throws: ConnectorError.invalidConfiguration(key: key, reason: "is missing")) {
            try Self.configuration.requiredSecret(key)
        }
    }

    @Test func theRecordOfAnObjectHasItsNameAndItsJSON() {
        let project = Project(code: "26-014", title: "Pier 4", timeZone: "America/Denver")
        let time = Instant(seconds: 1_767_600_000)
        let record = SourceRecord(project, id: "p1@3", at: time)
        #expect(record == SourceRecord(id: "p1@3", object: "Project", occurredAt: time, payload: project.json))
    }
}
