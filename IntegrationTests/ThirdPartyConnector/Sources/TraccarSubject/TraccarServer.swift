import CanonicalModel
import ConnectorConformance
import ConnectorKit
import JSON
import Synchronization

/// A model of a Traccar server, as far as the connector asks it: the last positions of devices, and their names.
final class TraccarServer: Sendable {
    static let token = "token-of-the-fleet"

    let clock = ManualClock(Instant(seconds: 1_767_600_000))
    private let state = Mutex(State())

    private struct Device {
        let name: String
        var position: Int64
        var time: Instant
        /// Milliseconds with the engine running; `nil` for what has no engine.
        var hours: Int64?
        var isSpoilt = false
    }

    private struct State {
        var devices: [Int64: Device] = [:]
        var devicesEver: Int64 = 0
        var positions: Int64 = 0
        var mayRead = true
    }

    init() {
        for _ in 0..<5 { _ = add() }
        state.withLock { state in
            state.devices[99] = Device(name: "phone", position: 0, time: clock.now, hours: nil)
        }
    }

    /// The devices that have an engine.
    var machines: Set<String> {
        Set(state.withLock(\.devices).filter { $0.value.hours != nil }.map { "\($0.key)" })
    }

    /// What the readings of each device are.
    var contents: [String: [JSON]] {
        var contents: [String: [JSON]] = [:]
        for (number, device) in state.withLock(\.devices) {
            guard let hours = device.hours, !device.isSpoilt else { continue }
            contents["\(number)"] = [
                [
                    "equipment": ["equipmentId": .string(device.name)], "counterSeconds": .integer(hours / 1000),
                    "time": .string(device.time.text),
                ]
            ]
        }
        return contents
    }

    func withhold() { state.withLock { $0.mayRead = false } }

    /// A new device, which has just reported.
    func add() -> String {
        state.withLock { state in
            state.devicesEver += 1
            state.positions += 1
            let (number, hours) = (state.devicesEver, 4_211_600_000 + state.devicesEver * 1500)
            let name = "8640100000\(10_000 + number)"
            state.devices[number] = Device(name: name, position: state.positions, time: clock.now, hours: hours)
            return "\(number)"
        }
    }

    /// A machine works an hour, and reports.
    func work(_ row: String) {
        change(row) { device, position in
            device.position = position
            device.time = clock.now
            device.hours = device.hours.map { $0 + 3_600_000 }
        }
    }

    /// A machine's hours become a text.
    func spoil(_ row: String) { change(row) { device, _ in device.isSpoilt = true } }

    func remove(_ row: String) { state.withLock { state in state.devices[Int64(row) ?? 0] = nil } }

    private func change(_ row: String, _ work: (inout Device, Int64) -> Void) {
        state.withLock { state in
            state.positions += 1
            guard let number = Int64(row), var device = state.devices[number] else { return }
            work(&device, state.positions)
            state.devices[number] = device
        }
    }

    func answer(to request: HTTPRequest) -> HTTPResponse {
        guard request.headers.contains(HTTPField("Authorization", "Bearer \(Self.token)")) else {
            return HTTPResponse(status: 401)
        }
        let (devices, mayRead) = state.withLock { ($0.devices.sorted { $0.key < $1.key }, $0.mayRead) }
        guard mayRead else { return HTTPResponse(status: 403) }
        let rows: [JSON]
        switch request.endpoint {
        case "GET /api/devices":
            rows = devices.map { ["id": .integer($0.key), "name": "machine", "uniqueId": .string($0.value.name)] }
        case "GET /api/positions": rows = devices.map { Self.position(of: $0.value, $0.key) }
        default: return HTTPResponse(status: 404)
        }
        return HTTPResponse(status: 200, body: Array(JSON.array(rows).canonicalText.utf8))
    }

    private static func position(of device: Device, _ number: Int64) -> JSON {
        var attributes: JSONObject = ["ignition": true]
        attributes["hours"] = device.isSpoilt ? "n/a" : device.hours.map { .integer($0) }
        return [
            "id": .integer(device.position), "deviceId": .integer(number), "fixTime": .string(device.time.text),
            "attributes": .object(attributes),
        ]
    }
}
