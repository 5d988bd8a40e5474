/// In which order the clocks of a play are set.
package enum ScenarioClocks {
    /// The simulators by name, the one that the runtime follows last: once the runtime sees a moment, all have reached it.
    ///
    /// - Parameters:
    ///   - names: The simulators.
    ///   - configuration: The text of the site's `purlin.yaml`, with `{{NAME.address}}` for the followed simulator.
    /// - Returns: All of the names.
    package static func order(of names: [String], configuration: String) -> [String] {
        let followed = configuration.firstMatch(of: #/follow:\s*["']?\{\{([^{}]+)\.address\}\}/#).map { String($0.1) }
        return names.sorted().filter { $0 != followed } + names.filter { $0 == followed }
    }
}
