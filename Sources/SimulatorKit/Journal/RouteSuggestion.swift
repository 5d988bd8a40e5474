internal import JSON

/// Finds the known routes that are nearest to a request which none of them matches.
enum RouteSuggestion {
    /// How many routes are named.
    private static let count = 3

    /// The nearest routes, best first, each with what the request has in another way; the order of `routes` decides
    /// between equally near ones.
    static func nearest(of routes: [SimulatedRoute], to request: SimulatedRequest) -> JSON {
        let wanted = "\(request.method) \(request.path)"
        let nearest = routes.enumerated()
            .map { offset, route in
                let distance = EditDistance.between(wanted, filled(route.pattern, from: request.path))
                return (offset: offset, distance: distance, route: route)
            }
            .sorted { ($0.distance, $0.offset) < ($1.distance, $1.offset) }
            .prefix(count)
            .map(\.route)
        return .array(
            nearest.map { route in
                ["route": .string(route.pattern), "differences": .array(route.differences(from: request))]
            }
        )
    }

    /// The pattern with its placeholders replaced by what stands at the same place of `path`.
    private static func filled(_ pattern: String, from path: String) -> String {
        let segments = path.split(separator: "/", omittingEmptySubsequences: false)
        return pattern.split(separator: "/", omittingEmptySubsequences: false).enumerated()
            .map { index, part in
                part.hasPrefix("{") && segments.indices.contains(index)
                    ? segments[index].prefix(EditDistance.longestText) : part
            }
            .joined(separator: "/")
    }
}

/// How far two texts are from one another (Levenshtein).
enum EditDistance {
    /// How much of a text is compared, in bytes.
    static let longestText = 256

    /// How many bytes must be inserted, removed or replaced to make one text of the other.
    static func between(_ left: String, _ right: String) -> Int {
        let right = Array(right.utf8.prefix(longestText))
        var row = Array(0...right.count)
        for (index, byte) in left.utf8.prefix(longestText).enumerated() {
            var diagonal = row[0]
            row[0] = index + 1
            for column in right.indices {
                let replaced = diagonal + (byte == right[column] ? 0 : 1)
                diagonal = row[column + 1]
                row[column + 1] = min(replaced, diagonal + 1, row[column] + 1)
            }
        }
        return row[right.count]
    }

    /// The names nearest to one that is not among them, best first.
    static func nearest(_ count: Int, of names: [String], to name: String) -> [String] {
        names.map { (name: $0, distance: between(name.lowercased(), $0.lowercased())) }
            .sorted { ($0.distance, $0.name) < ($1.distance, $1.name) }
            .prefix(count)
            .map(\.name)
    }
}
