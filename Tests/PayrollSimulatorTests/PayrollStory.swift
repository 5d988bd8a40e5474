import Foundation
import JSON
import PayrollSimulator
import SimulatorKit
import Testing

/// A folder that is gone after the test.
final class TemporaryFolder: Sendable {
    let url: URL

    init() throws {
        url = FileManager.default.temporaryDirectory.appendingPathComponent("payroll-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(at: url) }
}

/// Payroll without a socket, with the files that a company and a checker see.
struct PayrollStory {
    let surface: SimulatorSurface<PayrollOffice>
    let folder: TemporaryFolder

    init(
        _ options: [String: String] = [:],
        seed: UInt64 = 1,
        quirks: [String] = [],
        start: String? = nil,
        folder: TemporaryFolder? = nil
    ) throws {
        let folder = try folder ?? TemporaryFolder()
        self.folder = folder
        surface = try SimulatorSurface(
            options: SimulatorOptions(
                seed: seed,
                start: start.flatMap(SimulatedInstant.init(_:)),
                quirks: quirks,
                values: options.merging(["folder": folder.url.path]) { own, _ in own }
            )
        )
    }

    /// Moves the clock.
    func at(_ moment: String) async throws {
        _ = try await ask("POST", "clock", ["set": .string(moment)])
    }

    /// Asks the control surface; a status other than 200 is a failure.
    @discardableResult
    func ask(_ method: String, _ name: String, _ body: JSON? = nil, query: [String: String] = [:]) async throws -> JSON
    {
        let response = await surface.respond(to: control(method, name, body, query: query))
        try #require(response.status == 200, "\(String(decoding: response.body, as: UTF8.self))")
        return try JSON(parsing: response.body)
    }

    /// Asks the control surface for what it must refuse.
    func refusal(
        _ method: String,
        _ name: String,
        _ body: JSON? = nil,
        query: [String: String] = [:]
    ) async throws
        -> String
    {
        let response = await surface.respond(to: control(method, name, body, query: query))
        try #require(response.status == 400)
        return try #require(try JSON(parsing: response.body)["error"]?.stringValue)
    }

    private func control(_ method: String, _ name: String, _ body: JSON?, query: [String: String]) -> SimulatedRequest {
        let bytes = body.map { Array($0.text().utf8) } ?? []
        return SimulatedRequest(method: method, path: "/_sim/\(name)", query: query, body: bytes)
    }

    /// Switches quirks on.
    func enable(_ quirks: JSON...) async throws {
        try await ask("POST", "quirks", ["enable": .array(quirks)])
    }

    /// How often a quirk was shown.
    func served(_ quirk: String) async throws -> Int64? {
        try await ask("GET", "truth")["quirksServed"]?[quirk]?.integerValue
    }

    /// A member of the truth's totals.
    func total(_ name: String) async throws -> String? {
        try await ask("GET", "truth")["totals"]?[name]?.stringValue
    }

    /// The refusals, as `line code`.
    func refused() async throws -> [String] {
        try #require(try await ask("GET", "truth")["refused"]?.arrayValue).map {
            "\($0["line"]?.text() ?? "") \($0["code"]?.stringValue ?? "")"
        }
    }

    private func url(_ path: String) -> URL { folder.url.appendingPathComponent(path) }

    /// Puts a file there as a careful sender does.
    func send(_ name: String, _ text: String) throws {
        try Data(text.utf8).write(to: url("inbound/\(name).partial"))
        try FileManager.default.moveItem(at: url("inbound/\(name).partial"), to: url("inbound/\(name)"))
    }

    /// The names in a subfolder, sorted.
    func names(_ place: String = "outbound") throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: url(place).path).sorted()
    }

    /// The text of a file; a failure if it is not there.
    func text(_ path: String) throws -> String {
        String(decoding: try Data(contentsOf: url(path)), as: UTF8.self)
    }

    /// The lines of a register without its header.
    func register(_ run: Int) throws -> [String] {
        Array(try text("outbound/register_\(run).csv").split(separator: "\n").map(String.init).dropFirst())
    }

    /// Removes what payroll wrote, as a reader that took it.
    func takeAll() throws {
        for name in try names() { try FileManager.default.removeItem(at: url("outbound/\(name)")) }
    }
}

/// Files of hours as a connector would write them.
enum HoursFile {
    static let adpHeader = "Co Code,Batch ID,File #,Temp Cost #,Reg Hours,O/T Hours,Hours 3 Code,Hours 3 Amount"
    static let adpDatedHeader = "Co Code,Batch ID,File #,Temp Cost #,FLSA Workweek,Reg Hours,O/T Hours"
    static let vistaHeader =
        "Co,Mth,BatchId,BatchSeq,BatchTransType,Employee,PaySeq,PostSeq,Type,DayNum,PostDate,JCCo,Job,Phase,EarnCode,Hours,Rate"

    static func adp(_ rows: [String]) -> String { ([adpHeader] + rows).joined(separator: "\n") + "\n" }

    static func adpDated(_ rows: [String]) -> String { ([adpDatedHeader] + rows).joined(separator: "\n") + "\n" }

    static func paychex(_ worker: String, _ code: String, _ hours: String, _ date: String, check: String = "") -> String
    {
        "KST00001,\(worker),,26-014-03300,\(code),,,\(hours),,\(date),,\(check),,,,\n"
    }

    static func vista(_ worker: String, _ code: String, _ hours: String, day: Int, _ date: String) -> String {
        "1,\(date.prefix(2))/\(date.suffix(2)),,,A,\(worker),1,,J,\(day),\(date),1,26-014,03-300,\(code),\(hours),\n"
    }

    /// 40.00 h REG and 4.50 h OT of employee 000417 in the week that ends on 2026-01-04.
    static let reference = adp(["KST,260105,000417,26-014-03300,40.00,4.50,,"])

    /// The days of the reference week: 8 h each from Monday to Friday, 4.5 h of overtime on Saturday.
    static let referenceDays = [
        ("12/29/2025", "REG", "8.00"), ("12/30/2025", "REG", "8.00"), ("12/31/2025", "REG", "8.00"),
        ("01/01/2026", "REG", "8.00"), ("01/02/2026", "REG", "8.00"), ("01/03/2026", "OT", "4.50"),
    ]
}
