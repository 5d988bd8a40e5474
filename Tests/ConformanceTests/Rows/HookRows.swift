import CanonicalModel
import ConnectorKit
import ConnectorRuntime
import ConnectorTesting

/// What must hold for deliveries that come by themselves.
let hookRows: [ConformanceRow] = [
    ConformanceRow("F06", "a webhook twice, late, out of order or forged is one reading, or none") { parts in
        let bench = try HookBench(parts)
        var violations = Violations()
        func expect(_ expected: WebhookReceipt, _ request: WebhookRequest, _ what: String) async throws {
            let receipt = try await bench.receive(request)
            violations.require(receipt == expected, "\(what) is answered \(receipt)")
        }
        // Twice: the same delivery, one with a fresh signature, and the reading under another id.
        let first = bench.signed("msg_1", HookBench.reading(0))
        try await expect(.accepted, first, "the first delivery")
        try await expect(.duplicate, first, "the same delivery")
        try await expect(.accepted, bench.signed("msg_2", HookBench.reading(0)), "the reading in another delivery")
        // Out of order.
        for seconds in [30, 10, 20] {
            try await expect(.accepted, bench.signed("msg_\(seconds)", HookBench.reading(seconds)), "\(seconds) s")
        }
        // Late: what was signed long ago is refused, what is signed again counts.
        let withheld = bench.signed("msg_40", HookBench.reading(40))
        bench.clock.advance(by: .seconds(86_400))
        try await expect(.refused(.unauthenticated), withheld, "a signature of yesterday")
        try await expect(.duplicate, bench.signed("msg_1", HookBench.reading(0)), "yesterday's delivery, signed again")
        try await expect(.accepted, bench.signed("msg_50", HookBench.reading(50)), "yesterday's reading")
        // Forged: with what was seen of a delivery, and with another key.
        let seen = bench.signed("msg_60", HookBench.reading(60))
        let otherKey = StandardWebhooksKey("another-key-that-nobody-handed-out")
        let forgeries = [
            seen.with(body: HookBench.reading(60, hours: "9999")), seen.with("webhook-id", "msg_61"),
            seen.with("webhook-signature", "v1,"), bench.signed("msg_62", HookBench.reading(62), key: otherKey),
        ]
        for forged in forgeries { try await expect(.refused(.unauthenticated), forged, "a forgery") }
        let readings = try await bench.readings()
        let times = [0, 30, 10, 20, 50].map { Instant(seconds: 1_767_600_000 + Int64($0)).text }
        violations.require(readings == times.map { "EX-104@\($0)" }, "the readings are \(readings)")
        return violations.texts
    }
]
