import ConnectorKit
import Foundation

/// Where a secret is kept: `env:NAME` or `file:PATH`; the secret itself never stands in a configuration.
enum SecretReference: Hashable {
    case environment(name: String)
    case file(path: String)

    init?(_ text: String) {
        if text.hasPrefix("env:"), text.count > 4 {
            self = .environment(name: String(text.dropFirst(4)))
        } else if text.hasPrefix("file:"), text.count > 5 {
            self = .file(path: String(text.dropFirst(5)))
        } else {
            return nil
        }
    }

    /// Fetches the secret.
    ///
    /// - Parameters:
    ///   - environment: The variables of the process.
    ///   - folder: The folder that relative paths start from.
    /// - Returns: The secret, or what is wrong and what to do.
    func resolve(environment: [String: String], folder: URL) -> Result<Secret, SecretProblem> {
        switch self {
        case .environment(let name):
            guard let value = environment[name], !value.isEmpty else {
                return .failure(SecretProblem("the environment variable \(name) is not set; export it before starting"))
            }
            return .success(Secret(value))
        case .file(let path):
            let url = URL(fileURLWithPath: path, relativeTo: folder)
            guard let text = try? String(contentsOf: url, encoding: .utf8) else {
                return .failure(SecretProblem("the file \(url.path) cannot be read; create it, readable for this user"))
            }
            let value = text.trimmingCharacters(in: .newlines)
            return value.isEmpty ? .failure(SecretProblem("the file \(url.path) is empty")) : .success(Secret(value))
        }
    }
}

/// Why a secret is not at hand.
struct SecretProblem: Error, Hashable {
    let message: String

    init(_ message: String) {
        self.message = message
    }
}
