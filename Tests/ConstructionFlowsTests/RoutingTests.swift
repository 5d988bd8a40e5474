import CanonicalModel
import ConstructionFlows
import JSON
import Testing

struct RoutingTests {
    @Test(arguments: [
        EquipmentIdentity(pin: "kst0kx30a00104"),
        EquipmentIdentity(oem: "Kestrel", serial: "KX30A00104"),
        EquipmentIdentity(equipmentID: "EX-104"),
        EquipmentIdentity(oem: "Kestrel", model: "other", serial: "KX30A00104", equipmentID: "big digger, yard 2"),
    ])
    func aMachineIsFoundByAnyOfItsNames(identity: EquipmentIdentity) throws {
        let route = try Yard().flow.route(Yard.reading("2026-01-05T23:30:00Z", "1", identity: identity))

        #expect(route == .accept(key: "EX-104", topics: ["EX-104", "EX-104/2026-01-05"]))
    }

    @Test(arguments: [
        EquipmentIdentity(oem: "Norrland", serial: "KX30A00104"),
        EquipmentIdentity(serial: "KX30A00104"),
        EquipmentIdentity(oem: "Kestrel", serial: "kx30a00104"),
        EquipmentIdentity(equipmentID: "RENT-77"),
        EquipmentIdentity(),
    ])
    func whatNobodyKnowsIsHeldAndNeverGuessed(identity: EquipmentIdentity) throws {
        let route = try Yard().flow.route(Yard.reading("2026-01-05T23:30:00Z", "1", identity: identity))

        guard case .hold(let held) = route else {
            Issue.record("accepted as \(route)")
            return
        }
        #expect(held.kind == "unknown_equipment")
        #expect(held.summary.contains("add it"))
    }

    @Test func namesThatContradictEachOtherAreHeld() throws {
        var yard = try Yard()
        yard.settings.equipment.append(
            Equipment(code: "EX-105", category: "excavator", identity: EquipmentIdentity(pin: "PIN105"))
        )
        let identities = [
            EquipmentIdentity(pin: "PIN105", equipmentID: "EX-104"),
            EquipmentIdentity(oem: "Kestrel", serial: "OTHER", equipmentID: "EX-104"),
        ]
        for identity in identities {
            guard
                case .hold(let held) = yard.flow.route(
                    try Yard.reading("2026-01-05T23:30:00Z", "1", identity: identity)
                )
            else {
                Issue.record("\(identity.text) was accepted")
                continue
            }
            #expect(held.kind == "contradictory_equipment")
        }
    }

    @Test func aReadingFromTheFutureWaits() throws {
        let yard = try Yard()
        let reading = try Yard.reading("2026-01-08T00:00:00Z", "1")
        func route(receivedAt: String) throws -> FlowRoute {
            yard.flow.route(
                FlowEvent(
                    reference: reading.reference,
                    object: reading.object,
                    occurredAt: reading.occurredAt,
                    receivedAt: try #require(Instant(receivedAt)),
                    payload: reading.payload
                )
            )
        }

        guard case .hold(let held) = try route(receivedAt: "2026-01-05T00:00:00Z") else {
            Issue.record("a reading three days ahead was accepted")
            return
        }
        #expect(held.kind == "reading_in_future")
        guard case .accept = try route(receivedAt: "2026-01-08T00:00:01Z") else {
            Issue.record("still held when its time has come")
            return
        }
    }

    @Test func aReadingFromLongAgoWaitsForAPerson() throws {
        let reading = try Yard.reading("1970-01-01T00:00:00Z", "1")
        let event = FlowEvent(
            reference: reading.reference,
            object: reading.object,
            occurredAt: reading.occurredAt,
            receivedAt: try #require(Instant("2026-01-05T00:00:00Z")),
            payload: reading.payload
        )

        guard case .hold(let held) = try Yard().flow.route(event) else {
            Issue.record("a reading of 1970 was accepted")
            return
        }
        #expect(held.kind == "reading_too_old")
    }

    @Test func aRecordThatIsNoReadingIsHeldWithItsReason() throws {
        let event = FlowEvent(
            reference: "fleet/x",
            object: "MeterReading",
            occurredAt: Instant(seconds: 0),
            receivedAt: Instant(seconds: 0),
            payload: ["equipment": ["pin": "X"], "series": "fuel"]
        )

        guard case .hold(let held) = try Yard().flow.route(event) else {
            Issue.record("accepted")
            return
        }
        #expect(held.kind == "unusable_reading")
        #expect(held.summary.contains("series"))
    }
}
