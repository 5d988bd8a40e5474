import ConnectorKit
import ConnectorTesting
import TelematicsConnector
import Testing

@Suite("Configuration")
struct ConfigurationTests {
    @Test func theManifestNamesKeysObjectsAndSecrets() throws {
        let manifest = TelematicsConnector.manifest
        #expect(manifest.id == "telematics")
        #expect(manifest.reads == ["MeterReading"])
        #expect(manifest.writes.isEmpty)
        #expect(
            manifest.configuration.map(\.name)
                == [
                    "address", "user", "password", "token", "tokenExpires", "clientId", "clientSecret", "tokenAddress",
                    "scope", "format", "maximumPages", "pageLimitBytes",
                ]
        )
        #expect(
            manifest.configuration.filter { $0.kind == .secret }.map(\.name) == ["password", "token", "clientSecret"]
        )
        #expect(manifest.configuration.filter(\.isRequired).map(\.name) == ["address"])
    }

    @Test(
        "an address that cannot be used is refused",
        arguments: [
            "", "fleet.example/aemp", "ftp://fleet.example/", "https://", "https:///aemp", "https://fleet.example/a b",
            "https://fleet.example/aemp#top", "file://server/share.xml", "file:relative.xml",
            "https://ann:pw1@fleet.example",
        ]
    )
    func addresses(text: String) {
        let error = #expect(throws: ConnectorError.self) { try FleetFixture([:], address: text) }
        guard case .invalidConfiguration("address", let reason)? = error else {
            Issue.record("unexpected \(String(describing: error))")
            return
        }
        #expect(!reason.contains("pw1"))
    }

    @Test func anAddressIsNeeded() {
        #expect(throws: ConnectorError.invalidConfiguration(key: "address", reason: "is missing")) {
            try TelematicsConnector(
                configuration: ConnectorConfiguration(system: "fleet-north", values: [:]),
                services: ConnectorServices(
                    transport: FixtureTransport(answers: []),
                    clock: ManualClock(FleetFixture.now),
                    log: RecordingLog()
                )
            )
        }
    }

    @Test(
        "values that cannot be used are refused by the name of their key",
        arguments: [
            ("user", ["password": .secret(Secret("s3cret"))]), ("password", ["user": .text("mara")]),
            (
                "token",
                ["token": .secret(Secret("s3cret")), "user": .text("mara"), "password": .secret(Secret("s3cret"))]
            ),
            ("token", ["token": .secret(Secret("s3cret")), "user": .text("mara")]),
            ("token", ["token": .secret(Secret("s3cret\r\nX-Evil: 1"))]), ("token", ["token": .secret(Secret(""))]),
            ("user", ["user": .text("ma:ra"), "password": .secret(Secret("s3cret"))]),
            ("format", ["format": .text("csv")]), ("maximumPages", ["maximumPages": .integer(0)]),
            ("pageLimitBytes", ["pageLimitBytes": .integer(-1)]),
        ] as [(String, [String: ConnectorConfiguration.Value])]
    )
    func values(key: String, values: [String: ConnectorConfiguration.Value]) {
        let error = #expect(throws: ConnectorError.self) { try FleetFixture([:], values: values) }
        guard case .invalidConfiguration(key, _)? = error else {
            Issue.record("unexpected \(String(describing: error))")
            return
        }
        #expect(error.map { "\($0)" }?.contains("s3cret") == false)
    }

    @Test(
        "the format decides what is asked for",
        arguments: [
            (nil, "application/xml, application/json;q=0.9, application/iso15143-snapshot+json;q=0.9, */*;q=0.1"),
            ("xml", "application/xml, text/xml;q=0.9"),
            ("json", "application/json, application/iso15143-snapshot+json;q=0.9"),
        ] as [(String?, String)]
    )
    func accept(format: String?, expected: String) async throws {
        let fixture = try FleetFixture.pages(["<Fleet/>"], values: format.map { ["format": .text($0)] } ?? [:])
        _ = try await fixture.page()
        let request = try #require(fixture.transport.requests.first)
        #expect(request.headers == [HTTPField("Accept", expected)])
        #expect(request.method == "GET")
        #expect(request.responseLimit == 16_777_216)
        #expect(request.followsRedirects == false)
    }
}
