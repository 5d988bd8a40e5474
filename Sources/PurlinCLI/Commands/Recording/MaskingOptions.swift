import ArgumentParser
import CanonicalModel
import ConnectorKit
import Foundation
import Recordings

/// What is not written into a recording.
struct MaskingOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "A secret that is masked wherever it occurs: env:NAME or file:PATH; may be repeated.",
            valueName: "reference"
        )
    )
    var secret: [String] = []

    @Option(
        help: ArgumentHelp(
            "A name, or a place in JSON such as /params/args/2, that is masked besides; may be repeated.",
            valueName: "name"
        )
    )
    var mask: [String] = []

    @Option(help: ArgumentHelp("A name that is not masked; may be repeated.", valueName: "name"))
    var keep: [String] = []

    @Flag(help: "Write bodies that are no text, such as images, in which only known secrets can be masked.")
    var keepBinary = false

    @Option(
        help: ArgumentHelp("The classes that are masked besides secrets: c3,c4, c3, c4 or none.", valueName: "classes")
    )
    var classes = "c3,c4"

    /// The rules that follow.
    ///
    /// - Throws: `ValidationError` if a class is not known.
    func rules() throws -> MaskingRules {
        let names = classes == "none" ? [] : classes.split(separator: ",").map(String.init)
        let masked = try names.map { name in
            guard let sensitivity = MaskingRules.Sensitivity(rawValue: name.lowercased()) else {
                throw ValidationError("--classes needs c3,c4, c3, c4 or none, found '\(classes)'")
            }
            return sensitivity
        }
        var rules = MaskingRules.standard(adding: PersonalData.withheldEverywhere, masking: Set(masked))
        for name in mask { rules.mask(name, as: .secret) }
        for name in keep { rules.keep(name) }
        if keepBinary { rules.keepBinaryBodies() }
        return rules
    }

    /// The secrets themselves.
    ///
    /// - Throws: `ValidationError` if one cannot be fetched or is too short to be told from other text.
    func secrets() throws -> [Secret] {
        try secret.map { text in
            let secret = try Self.resolve(text, of: "--secret")
            guard secret.withValue({ $0.utf8.count >= 4 }) else {
                throw ValidationError(
                    "--secret \(text) has fewer than four bytes, which occur everywhere: use a longer one"
                )
            }
            return secret
        }
    }

    /// Fetches a secret.
    ///
    /// - Parameters:
    ///   - text: Where it is kept.
    ///   - option: The option that says so.
    /// - Returns: The secret.
    /// - Throws: `ValidationError` if it cannot be fetched.
    static func resolve(_ text: String, of option: String) throws -> Secret {
        guard let reference = SecretReference(text) else {
            throw ValidationError("\(option) needs env:NAME or file:PATH, found something else")
        }
        let folder = URL(fileURLWithPath: FileManager.default.currentDirectoryPath)
        do {
            return try reference.resolve(environment: ProcessInfo.processInfo.environment, folder: folder).get()
        } catch {
            throw ValidationError("\(option): \(error.message)")
        }
    }
}
