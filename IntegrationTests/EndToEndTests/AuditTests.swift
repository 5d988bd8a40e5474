import Foundation
import JSON
import Testing

/// `purlin audit` as a person uses it.
struct AuditTests {
    private let site: Site

    init() throws {
        site = try Site()
    }

    private func path(_ name: String) -> String { site.folder.appendingPathComponent(name).path }

    /// Makes a key and configures it; returns the verifier key.
    private func makeKey() async throws -> String {
        let made = try await Executables.purlin(
            ["audit", "key", "generate", path("audit.key"), "--origin", "purlin.example/kst"]
        )
        #expect(made.status == 0, "\(made.errors)")
        try site.configure {
            $0 + """
                audit:
                  origin: purlin.example/kst
                  key: file:audit.key
                  export: kst.checkpoints

                """
        }
        return made.output.trimmingCharacters(in: .newlines)
    }

    @Test func whatIsProvedIsCheckedWithoutTheStore() async throws {
        let key = try await makeKey()
        let run = try await site.purlin("run", "--once", "--json")
        #expect(run.status == 0, "\(run.errors)")
        #expect(run.events.contains { $0["event"] == "signed" })
        let old = try await site.purlin("audit", "checkpoint")
        try Data(old.output.utf8).write(to: site.folder.appendingPathComponent("old"))
        #expect(old.output.hasPrefix("purlin.example/kst\n"))
        #expect(try await site.purlin("audit", "checkpoint").output == old.output)

        let proved = try await site.purlin("audit", "prove", "26-014", "--out", path("proof"))
        #expect(proved.status == 0, "\(proved.errors)")
        let checked = try await verify("proof", key)
        #expect(checked.status == 0, "\(checked.errors)")
        #expect(checked.output.contains("proved: "))
        let again = try await site.purlin("audit", "prove", "--entry", "1", "--out", path("proof"))
        #expect(again.status == 69 && again.errors.contains("not overwritten"))

        #expect(try await site.purlin("run", "--once").status == 0)
        let consistency = try await site.purlin("audit", "consistency", path("old"), "--out", path("consistency"))
        #expect(consistency.status == 0, "\(consistency.errors)")
        #expect(try await verify("consistency", key).status == 0)

        let whole = try await site.purlin("audit", "verify", "--json").answer()
        #expect(whole["whole"] == true && whole["signaturesChecked"] == true)
        let exported = try String(contentsOfFile: path("kst.checkpoints"), encoding: .utf8)
        #expect(exported.contains(old.output))
    }

    @Test func aProofThatWasChangedIsRefused() async throws {
        let key = try await makeKey()
        #expect(try await site.purlin("run", "--once").status == 0)
        let proof = try await site.purlin("audit", "prove", "26-014").output
        #expect(proof.contains("North Rim Interchange"))
        try Data(proof.replacing("North Rim", with: "South Rim").utf8)
            .write(to: site.folder.appendingPathComponent("forged"))
        let outcome = try await verify("forged", key)
        #expect(outcome.status == 1)
        #expect(outcome.errors.contains("is not in the signed tree"), "\(outcome.errors)")
    }

    @Test func anOlderBackupDoesNotStart() async throws {
        _ = try await makeKey()
        #expect(try await site.purlin("run", "--once").status == 0)
        // The store begins anew; what was exported knows better.
        for name in ["purlin.sqlite", "purlin.sqlite-wal", "purlin.sqlite-shm"] {
            try? FileManager.default.removeItem(atPath: path(name))
        }
        let outcome = try await site.purlin("run", "--once")
        #expect(outcome.status == 1)
        #expect(outcome.errors.contains("restored from an older backup"), "\(outcome.errors)")
        #expect(outcome.errors.contains("Nothing was started"))
    }

    @Test func aSecondPlaceThatIsMissingOrAwayIsTold() async throws {
        _ = try await makeKey()
        for _ in 1...2 { #expect(try await site.purlin("run", "--once").status == 0) }
        try FileManager.default.removeItem(atPath: path("kst.checkpoints"))
        let missing = try await site.purlin("audit", "verify")
        #expect(missing.status == 1 && missing.output.contains("holds none"), "\(missing.output)")
        let told = try await site.purlin("run", "--once")
        #expect(told.status == 0 && told.errors.contains("find out who removed them"), "\(told.errors)")
        #expect(try await site.purlin("audit", "verify", "--json").answer()["export"] == "complete")

        let configured = try String(contentsOfFile: site.configuration, encoding: .utf8)
        try Data(configured.replacing("export: kst", with: "export: gone/kst").utf8)
            .write(to: URL(fileURLWithPath: site.configuration))
        let away = try await site.purlin("run", "--once")
        #expect(away.status == 0 && away.errors.contains("gone/kst.checkpoints"), "\(away.errors)")
        let proved = try await site.purlin("audit", "prove", "--entry", "1", "--out", path("proof"))
        #expect(proved.status == 0, "\(proved.errors)")
        let signed = try await site.purlin("audit", "checkpoint")
        #expect(signed.status == 69 && signed.errors.contains("is in the store"), "\(signed.errors)")
        #expect(signed.output.hasPrefix("purlin.example/kst\n"))
        let unread = try await site.purlin("audit", "verify")
        #expect(unread.status == 69 && unread.errors.contains("gone/kst.checkpoints"), "\(unread.errors)")
        #expect(unread.output.contains("the journal is whole"))
    }

    @Test func aKeyIsPrivateAndNeverOverwritten() async throws {
        let key = try await makeKey()
        #expect(key.hasPrefix("purlin.example/kst+"))
        let permissions = try FileManager.default.attributesOfItem(atPath: path("audit.key"))[.posixPermissions]
        #expect(permissions as? NSNumber == 0o600)
        let before = try String(contentsOfFile: path("audit.key"), encoding: .utf8)
        let again = try await Executables.purlin(
            ["audit", "key", "generate", path("audit.key"), "--origin", "purlin.example/kst"]
        )
        #expect(again.status == 69 && again.errors.contains("not overwritten"))
        #expect(try String(contentsOfFile: path("audit.key"), encoding: .utf8) == before)
        #expect(try await site.purlin("audit", "key", "show").output == key + "\n")
    }

    @Test(arguments: [
        (["prove"], 64, "name either"), (["prove", "EX-1", "--entry", "3"], 64, "name either"),
        (["prove", "EX-999"], 1, "knows nothing of 'EX-999'"), (["prove", "--entry", "0"], 1, "has no entry 0"),
        (["prove", "--entry", "9"], 1, "has no entry 9"), (["verify", "--proof", "/nowhere"], 64, "--verifier-key"),
        (["verify", "--proof", "/nowhere", "--verifier-key", "x"], 64, "name+0123abcd+base64"),
        (["consistency", "/nowhere"], 64, "cannot be read"), (["consistency", "/etc/hostname"], 1, "note"),
        (["checkpoint"], 1, "nothing to sign"),
    ])
    func whatCannotBeDoneIsSaidPlainly(arguments: [String], status: Int32, message: String) async throws {
        _ = try await makeKey()
        let outcome = try await Executables.purlin(["audit"] + arguments + ["--config", site.configuration])
        #expect(outcome.status == status, "\(outcome.errors)")
        #expect(outcome.errors.contains(message), "\(outcome.errors)")
    }

    @Test func withoutAKeyItIsSaidHowToGetOne() async throws {
        try site.configure()
        let outcome = try await site.purlin("audit", "checkpoint")
        #expect(outcome.status == 78)
        #expect(outcome.errors.contains("purlin audit key generate"), "\(outcome.errors)")
    }

    @Test(arguments: [
        ("key: file:missing.key", "cannot be read"), ("key: PRIVATE+KEY+inline", "never the key itself"),
        ("key: file:audit.key\n  formerKeys: [nonsense]", "name+0123abcd+base64"),
        ("key: file:audit.key\n  every: 1h", "unknown key"), ("key: file:purlin.yaml", "PRIVATE+KEY+name"),
        ("key: file:audit.key\n  checkpointEvery: soon", "span of time"),
    ])
    func whatIsWrongWithTheConfigurationIsNamedAtItsPlace(lines: String, message: String) async throws {
        _ = try await makeKey()
        try site.configure { $0 + "audit:\n  origin: purlin.example/kst\n  \(lines)\n" }
        let outcome = try await site.purlin("check")
        #expect(outcome.status == 78, "\(outcome.output) \(outcome.errors)")
        #expect(outcome.errors.contains(message) && outcome.errors.contains("audit"), "\(outcome.errors)")
    }

    @Test func theKeyOfAnotherLogIsRefused() async throws {
        _ = try await makeKey()
        try site.configure { $0 + "audit: {origin: purlin.example/other, key: 'file:audit.key'}\n" }
        let outcome = try await site.purlin("audit", "checkpoint")
        #expect(outcome.status == 78)
        #expect(outcome.errors.contains("is the key of 'purlin.example/kst'"), "\(outcome.errors)")
    }

    private func verify(_ file: String, _ key: String) async throws -> Executables.Outcome {
        try await Executables.purlin(["audit", "verify", "--proof", path(file), "--verifier-key", key])
    }
}
