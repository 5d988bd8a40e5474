import Foundation
import PurlinCLI
import Testing

/// What `purlin check` says of companies that lend each other machines.
struct ChargingConfigurationTests {
    /// A sound configuration, in which a machine of KST works for a project of KSW.
    private static let sound = """
        company: {code: KST, currency: USD, timeZone: America/Denver}
        store: {path: purlin.sqlite}
        systems:
          kst: {connector: sample-service}
          ksw: {connector: sample-service}
        people:
          - {id: eve, roles: [integration-operator, equipment-manager]}
          - {id: fay, roles: [finance]}
        flows:
          equipmentUsageToJobCost:
            from: [kst]
            to: kst
            companies:
              - {code: KSW, to: ksw}
            financeRole: finance
            cutoff: 36h
            projects:
              - {code: 26-014, name: North Rim, company: KSW}
              - {code: EQ-KST, name: Machines of KST}
              - {code: EQ-KSW, name: Machines of KSW, company: KSW}
            equipment:
              - {code: EX-104, category: excavator, pin: A1}
              - {code: EX-201, category: excavator, pin: A2, company: KSW}
            recovery:
              - {category: excavator, project: EQ-KST, costCode: 90-100}
              - {category: excavator, project: EQ-KSW, costCode: 90-100}
            assignments:
              - {equipment: EX-104, project: 26-014, costCode: 02-315, from: 2026-01-01}
            rates:
              - {category: excavator, from: 2026-01-01, perHour: "75.00"}

        """

    private func check(_ text: String) async throws -> (status: Int32, errors: String) {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("charging-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let configuration = folder.appendingPathComponent("purlin.yaml").path
        try text.write(toFile: configuration, atomically: true, encoding: .utf8)
        let result = await #expect(
            processExitsWith: .failure,
            observing: [\.standardErrorContent]
        ) { [configuration = configuration as String] in
            await FileSite.purlin("schedules", "--config", configuration)
            exit(99)
        }
        guard case .exitCode(let status) = result?.exitStatus else { return (-1, "") }
        return (status, result.map { String(decoding: $0.standardErrorContent, as: UTF8.self) } ?? "")
    }

    @Test func aSoundConfigurationIsTaken() async throws {
        let outcome = try await check(Self.sound)
        #expect(outcome.status == 99, "\(outcome.errors)")
    }

    @Test(arguments: [
        (
            "      - {category: excavator, project: EQ-KST, costCode: 90-100}\n", "",
            "EX-104 of KST works for 26-014 of KSW; name under 'recovery' where KST recovers it"
        ),
        (
            "{category: excavator, project: EQ-KST", "{equipment: EX-104, project: EQ-KSW",
            "EX-104 is of KST, and EQ-KSW of KSW"
        ),
        (
            "{category: excavator, project: EQ-KSW", "{category: excavator, project: EQ-KST",
            "excavator is recovered in two places; remove one"
        ),
        ("{category: excavator, project: EQ-KST", "{project: EQ-KST", "needs either 'equipment' or 'category'"),
        ("{category: excavator, project: EQ-KST", "{category: excavator, project: EQ-K", "listed under 'projects'"),
        ("name: North Rim, company: KSW", "name: North Rim, company: KSX", "or one listed under 'companies'"),
        ("pin: A2, company: KSW", "pin: A2, company: KSX", "or one listed under 'companies'"),
        ("{code: KSW, to: ksw}", "{code: KST, to: ksw}", "a code without '/' that is not the company's own, KST"),
        ("{code: KSW, to: ksw}", "{code: K/W, to: ksw}", "a code without '/' that is not the company's own, KST"),
        ("{code: KSW, to: ksw}", "{code: KSW, to: kst}", "'kst' keeps the books of KST; each company"),
        ("{code: KSW, to: ksw}", "{code: KSW, to: ksv}", "there is no usable system 'ksv'"),
        ("financeRole: finance", "financeRole: treasurer", "nobody under 'people' has the role 'treasurer'"),
        ("cutoff: 36h", "cutoff: soon", "must be a span of time"),
        (
            "{code: EX-201, category", "{code: intercompany/EX, category",
            "no machine may have a code that begins with 'intercompany/'"
        ),
    ])
    func whatCannotBeMeantIsToldAtItsPlace(_ part: String, _ other: String, _ message: String) async throws {
        let text = Self.sound.replacingOccurrences(of: part, with: other)
        try #require(text != Self.sound)
        let outcome = try await check(text)
        #expect(outcome.status == 78 && outcome.errors.contains(message), "\(outcome.errors)")
    }
}
