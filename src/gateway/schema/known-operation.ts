import { GraphQLError, type ASTVisitor, type ValidationContext } from 'graphql'

/** A validation rule that refuses a kind of operation that the schema lacks, in the words of graphql-js 17: 16 finds out when it carries it out. */
export const knownOperation = (context: ValidationContext): ASTVisitor => ({
  OperationDefinition(operation) {
    if (!context.getSchema().getRootType(operation.operation)) context.reportError(new GraphQLError(`The ${operation.operation} operation is not supported by the schema.`, { nodes: operation }))
  },
})
