import JSON

extension Environment {
    /// The records that a domain finds and the user may see.
    ///
    /// - Parameters:
    ///   - model: The model.
    ///   - domain: The domain; `nil` finds all.
    ///   - offset: How many to leave out at the start.
    ///   - limit: How many at most; `nil` and 0 mean all.
    ///   - order: The order; the model's own if `nil` or empty.
    /// - Returns: The ids in that order.
    /// - Throws: AccessError without the right to read, ValueError or UserError for a domain or order that cannot be used.
    func search(
        _ model: ModelDefinition,
        _ domain: JSON?,
        offset: Int = 0,
        limit: Int? = nil,
        order: String? = nil
    ) throws(OdooError) -> [Int64] {
        try checkAccess(.read, model)
        try Self.checkPage(offset: offset, limit: limit)
        let found = try find(model, domain)
        let order = order.flatMap { $0.isEmpty ? nil : $0 } ?? model.order
        let sortOrder = try SortOrder(order, model, catalogue)
        let rest = sortOrder.sorted(found, model, in: self).dropFirst(offset)
        guard let limit, limit > 0 else { return Array(rest) }
        return Array(rest.prefix(limit))
    }

    /// Whether a search for one id finds it: it exists, is not archived where archived ones are hidden, and is visible.
    ///
    /// - Throws: AccessError without the right to read.
    func finds(_ id: Int64, of model: ModelDefinition) throws(OdooError) -> Bool {
        try checkAccess(.read, model)
        guard database.row(model.name, id) != nil else { return false }
        if model.isArchivable, context.hidesArchived, !value("active", in: model, id).isTrue { return false }
        return isVisible(model, id, for: .read)
    }

    /// Refuses what PostgreSQL does not take behind OFFSET and LIMIT.
    ///
    /// - Throws: The driver's exception for a negative number.
    static func checkPage(offset: Int, limit: Int?) throws(OdooError) {
        guard offset >= 0 else {
            throw .driver("errors.InvalidRowCountInResultOffsetClause", "OFFSET must not be negative\n")
        }
        guard limit ?? 0 >= 0 else {
            throw .driver("errors.InvalidRowCountInLimitClause", "LIMIT must not be negative\n")
        }
    }

    /// The records that a domain finds and the user may see, the oldest first.
    func find(_ model: ModelDefinition, _ domain: JSON?) throws(OdooError) -> [Int64] {
        let domain = try Domain(profile.is19 ? LaterDomain.checked(domain) : domain)
        let condition = try DomainCompiler(environment: self).condition(domain, model)
        let hidesArchived = model.isArchivable && context.hidesArchived && !domain.namesActive
        return candidates(condition, model).filter { id in
            if hidesArchived, !value("active", in: model, id).isTrue { return false }
            return matches(condition, model, id) && isVisible(model, id, for: .read)
        }
    }

    /// The ids in the model's own order.
    func sorted(_ ids: [Int64], _ model: ModelDefinition) -> [Int64] {
        guard let order = try? SortOrder(model.order, model, catalogue) else { return ids }
        return order.sorted(ids, model, in: self)
    }
}
