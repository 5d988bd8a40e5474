import Foundation
import Testing

/// What the governance file says of service identities, and what `purlin` makes of it.
struct IdentityTests {
    /// The secret that a ``FileSite`` is given here is one that every process has.
    private static let secret = "systems.drop.files.decrypt.passphrase"

    private static func identity(_ more: String, name: String = "drop-reader", secret: String = "env:HOME") -> String {
        "\(name): {secret: \(secret), owner: equipment-manager, scope: reads files, created: 2020-01-01\(more)}"
    }

    @Test(arguments: [
        (", until: 2020-06-30", "the identity 'drop-reader' has ended with 2020-06-30"),
        (
            ", environment: production",
            "env:HOME is a production credential, that of 'drop-reader', and this installation is for sandbox"
        ),
    ])
    func whatMayNotBeUsedIsRefused(_ more: String, _ message: String) async throws {
        let site = try Self.site("environment: sandbox\nidentities:\n  \(Self.identity(more))\n")
        for command in ["check", "run"] {
            let printed = try await Self.output(of: [command, "--config", site.configuration], endsWith: 78)
            #expect(printed.contains("purlin.yaml:8:41: \(Self.secret): \(message)"), "\(printed)")
            #expect(printed.contains("rule identities.drop-reader (governance.yaml:3)"), "\(printed)")
            #expect(!printed.contains(NSHomeDirectory() + ":"))
        }
    }

    @Test(arguments: [
        (
            "drop-reader", ", rotateAfter: 90d",
            "warn drop: the secret of 'drop-reader' was to be replaced on 2020-03-31"
        ),
        ("drop-reader", ", rotateAfter: 3660d, until: 2999-12-31", nil),
    ])
    func whatIsDueIsWarnedOf(_ name: String, _ more: String, _ message: String?) async throws {
        let site = try Self.site("environment: sandbox\nidentities:\n  \(Self.identity(more, name: name))\n")
        let printed = try await Self.output(of: ["check", "--config", site.configuration], endsWith: 0)
        #expect(message.map { printed.contains($0) } ?? !printed.contains("drop-reader"), "\(printed)")
    }

    @Test func theReviewNamesUsesAndWhatNobodyUsesOrLists() async throws {
        let unused = Self.identity("", name: "old-reader", secret: "file:old.key")
        let other = Self.identity(", until: 2020-06-30", name: "drop-reader")
        let site = try Self.site("identities:\n  \(other)\n  \(unused)\n")
        let review = ["governance", "identities", "--config", site.configuration]
        let printed = try await Self.output(of: review, endsWith: 0)
        let lines = printed.split(separator: "\n")
        #expect(
            lines.contains {
                $0.hasPrefix("drop-reader ") && $0.contains(Self.secret) && $0.contains("ended with 2020-06-30")
                    && $0.hasSuffix("governance.yaml:2")
            },
            "\(printed)"
        )
        #expect(lines.contains { $0.hasPrefix("old-reader ") && $0.contains("file:old.key  nothing") }, "\(printed)")
        #expect(lines.contains { $0.hasPrefix("eve ") && $0.contains("equipment-manager, integration-operator") })
        #expect(!printed.contains(NSHomeDirectory() + " "))

        try "identities:\n  \(unused)\n".write(
            to: site.folder.appendingPathComponent("governance.yaml"),
            atomically: true,
            encoding: .utf8
        )
        let json = try await Self.output(of: review + ["--json"], endsWith: 0)
        #expect(json.contains(#""key":"\#(Self.secret)""#) && json.contains(#""system":"drop""#), "\(json)")
    }

    @Test(arguments: [
        (identity("", secret: "hunter2"), "identities.drop-reader.secret: must be references, env:NAME or file:PATH"),
        (identity(", rotateAfter: 90"), "identities.drop-reader.rotateAfter: must be a number of days such as 90d"),
        (identity(", rotated: 2019-12-31"), "identities.drop-reader.rotated: is before 'created'"),
        (identity(", until: never"), "identities.drop-reader.until: must be a date"),
        (identity(", live: true"), "identities.drop-reader.live: unknown key"),
        ("drop-reader: {secret: env:HOME}", "identities.drop-reader.scope: is missing"),
        (
            identity("") + "\n  " + identity("", name: "twin"),
            "'drop-reader' has env:HOME, too; a secret is that of one"
        ),
        (
            identity("").replacing("equipment-manager", with: "nobody"),
            "identities.drop-reader.owner: nobody under 'people' has the role 'nobody'"
        ),
    ])
    func whatIsWrongIsToldWithItsPlace(_ text: String, _ message: String) async throws {
        let site = try Self.site("identities:\n  \(text)\n")
        let printed = try await Self.output(of: ["governance", "lint", "--config", site.configuration], endsWith: 78)
        #expect(printed.contains("governance.yaml:") && printed.contains(message), "\(printed)")
        #expect(!printed.contains("hunter2"))
    }

    private static func site(_ rules: String) throws -> FileSite {
        try FileSite("address: drop\n      decrypt: {home: keys, passphrase: env:HOME}").governed(by: rules)
    }

    private static func output(of arguments: [String], endsWith status: Int32) async throws -> String {
        try await FileSite.output(of: arguments, endsWith: status)
    }
}
