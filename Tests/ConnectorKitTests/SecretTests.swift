import ConnectorKit
import Testing

struct SecretTests {
    private let secret = Secret("canary-7c1f")

    @Test func aSecretIsNeverPrinted() {
        struct Holder {
            let key: Secret
        }
        var dumped = ""
        dump([Holder(key: secret)], to: &dumped)
        let texts = [
            "\(secret)", String(describing: secret), String(reflecting: secret), "\(Holder(key: secret))",
            "\([secret])", "\(Optional(secret) as Any)", dumped,
            "\(ConnectorConfiguration(system: "odoo", values: ["key": .secret(secret)]))",
        ]

        for text in texts { #expect(!text.contains("canary"), "\(text)") }
        #expect("\(secret)" == "<redacted>")
    }

    @Test func aSecretCanBeUsed() {
        #expect(secret.withValue { "Bearer \($0)" } == "Bearer canary-7c1f")
    }
}

struct ConnectorErrorTests {
    @Test(arguments: [(false, false), (true, true)])
    func whatMayHaveArrivedIsUnknown(mayHaveArrived: Bool, isUnknown: Bool) {
        let error = TransportError(
            reason: .connectionLost,
            requestMayHaveArrived: mayHaveArrived,
            endpoint: "POST http://127.0.0.1/jsonrpc",
            detail: "the connection ended"
        )

        if case .outcomeUnknown = ConnectorError(error) {
            #expect(isUnknown)
        } else {
            #expect(!isUnknown)
        }
        #expect(error.description.contains(isUnknown ? "answer unknown" : "never sent"))
    }

    @Test func aCallThatWasCancelledBeforeItWasSentIsCancelled() {
        let error = TransportError(
            reason: .cancelled,
            requestMayHaveArrived: false,
            endpoint: "GET x",
            detail: "cancelled"
        )

        #expect(ConnectorError(error) == .cancelled)
    }
}
