import ConnectorKit

extension Conformance {
    /// What a connector says of itself.
    static let contract: [ConformanceTest] = [
        ConformanceTest(
            "C02",
            "secrets are declared as secrets, so that no configuration file holds one",
            for: .every,
            remedy: "declare the key with the kind .secret"
        ) { trial in
            let words = ["password", "secret", "token", "apikey", "api_key", "passphrase", "privatekey", "private_key"]
            for key in trial.subject.connector.manifest.configuration {
                let name = key.name.lowercased()
                let looksSecret = words.contains { name.contains($0) } || name == "key"
                trial.require(!looksSecret || key.kind == .secret, "the key '\(key.name)' is no secret")
            }
        }
    ]
}
