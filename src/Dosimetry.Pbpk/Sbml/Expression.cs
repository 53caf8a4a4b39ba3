// Quantity: a formula of a model as a tree that can be evaluated at a state and differentiated by one.
// Source: rules of differentiation. Validity: the operators of the import's subset; a comparison counts as constant. Neglected: common subexpressions.
namespace Dosimetry.Pbpk.Sbml;

/// <summary>A formula.</summary>
internal abstract record Expression
{
    public static readonly Expression Zero = new Constant(0), One = new Constant(1);

    /// <summary>Value at a state.</summary>
    public abstract double At(ReadOnlySpan<double> y);
    /// <summary>Derivative by one state.</summary>
    public abstract Expression By(int state);
    /// <summary>The same with every name replaced.</summary>
    public abstract Expression Resolve(Func<string, Expression> meaning);
    /// <summary>Adds the states that the value depends on.</summary>
    public abstract void CollectStates(ISet<int> states);

    public bool IsZero => this is Constant { Value: 0 };

    public static Expression Add(IEnumerable<Expression> terms)
    {
        Expression[] left = [.. terms.Where(t => !t.IsZero)];
        return left.Length switch { 0 => Zero, 1 => left[0], _ => left.All(t => t is Constant) ? new Constant(left.Sum(t => ((Constant)t).Value)) : new Sum(left) };
    }

    public static Expression Multiply(params Expression[] factors)
    {
        if (factors.Any(f => f.IsZero)) return Zero;
        double known = factors.OfType<Constant>().Aggregate(1.0, (p, c) => p * c.Value);
        Expression[] open = [.. factors.Where(f => f is not Constant)];
        return open.Length == 0 ? new Constant(known) : known == 1 && open.Length == 1 ? open[0] : new Product(known, open);
    }

    public static Expression Divide(Expression a, Expression b) =>
        a.IsZero ? Zero : b is Constant { Value: not 0 } c ? Multiply(new Constant(1 / c.Value), a) : new Quotient(a, b);

    public static Expression Raise(Expression a, Expression b) =>
        (a, b) switch { (_, Constant { Value: 1 }) => a, (Constant x, Constant n) => new Constant(Math.Pow(x.Value, n.Value)), _ => new Power(a, b) };

    public static Expression Log(Expression a) => a is Constant c ? new Constant(Math.Log(c.Value)) : new Logarithm(a);
}

internal sealed record Constant(double Value) : Expression
{
    public override double At(ReadOnlySpan<double> y) => Value;
    public override Expression By(int state) => Zero;
    public override Expression Resolve(Func<string, Expression> meaning) => this;
    public override void CollectStates(ISet<int> states) { }
}

/// <summary>An identifier that has not been looked up.</summary>
internal sealed record Name(string Id) : Expression
{
    public override double At(ReadOnlySpan<double> y) => throw new InvalidOperationException($"'{Id}' was not resolved.");
    public override Expression By(int state) => throw new InvalidOperationException($"'{Id}' was not resolved.");
    public override Expression Resolve(Func<string, Expression> meaning) => meaning(Id);
    public override void CollectStates(ISet<int> states) { }
}

internal sealed record State(int Index) : Expression
{
    public override double At(ReadOnlySpan<double> y) => y[Index];
    public override Expression By(int state) => state == Index ? One : Zero;
    public override Expression Resolve(Func<string, Expression> meaning) => this;
    public override void CollectStates(ISet<int> states) => states.Add(Index);
}

internal sealed record Sum(Expression[] Terms) : Expression
{
    public override double At(ReadOnlySpan<double> y)
    {
        double sum = 0;
        foreach (Expression t in Terms) sum += t.At(y);
        return sum;
    }

    public override Expression By(int state) => Add(Terms.Select(t => t.By(state)));
    public override Expression Resolve(Func<string, Expression> meaning) => Add(Terms.Select(t => t.Resolve(meaning)));
    public override void CollectStates(ISet<int> states) { foreach (Expression t in Terms) t.CollectStates(states); }
}

internal sealed record Product(double Factor, Expression[] Factors) : Expression
{
    public override double At(ReadOnlySpan<double> y)
    {
        double product = Factor;
        foreach (Expression f in Factors) product *= f.At(y);
        return product;
    }

    public override Expression By(int state) => Add(Factors.Select((f, k) => Multiply([new Constant(Factor), f.By(state), .. Factors.Where((_, n) => n != k)])));
    public override Expression Resolve(Func<string, Expression> meaning) => Multiply([new Constant(Factor), .. Factors.Select(f => f.Resolve(meaning))]);
    public override void CollectStates(ISet<int> states) { foreach (Expression f in Factors) f.CollectStates(states); }
}

internal sealed record Quotient(Expression A, Expression B) : Expression
{
    public override double At(ReadOnlySpan<double> y) => A.At(y) / B.At(y);
    public override Expression By(int state) => Add([Divide(A.By(state), B), Multiply(new Constant(-1), Divide(Multiply(A, B.By(state)), Multiply(B, B)))]);
    public override Expression Resolve(Func<string, Expression> meaning) => Divide(A.Resolve(meaning), B.Resolve(meaning));
    public override void CollectStates(ISet<int> states) { A.CollectStates(states); B.CollectStates(states); }
}

internal sealed record Power(Expression A, Expression B) : Expression
{
    public override double At(ReadOnlySpan<double> y) => Math.Pow(A.At(y), B.At(y));

    public override Expression By(int state)
    {
        Expression a = A.By(state), b = B.By(state);
        Expression byBase = a.IsZero ? Zero : Multiply(B, Raise(A, Add([B, new Constant(-1)])), a);
        return Add([byBase, b.IsZero ? Zero : Multiply(this, Log(A), b)]);
    }

    public override Expression Resolve(Func<string, Expression> meaning) => Raise(A.Resolve(meaning), B.Resolve(meaning));
    public override void CollectStates(ISet<int> states) { A.CollectStates(states); B.CollectStates(states); }
}

internal sealed record Logarithm(Expression A) : Expression
{
    public override double At(ReadOnlySpan<double> y) => Math.Log(A.At(y));
    public override Expression By(int state) => Divide(A.By(state), A);
    public override Expression Resolve(Func<string, Expression> meaning) => Log(A.Resolve(meaning));
    public override void CollectStates(ISet<int> states) => A.CollectStates(states);
}

/// <summary>1 where A is greater than B (or, where asked, equal), else 0.</summary>
internal sealed record Greater(Expression A, Expression B, bool OrEqual) : Expression
{
    public override double At(ReadOnlySpan<double> y) => A.At(y) > B.At(y) || (OrEqual && A.At(y) == B.At(y)) ? 1 : 0;
    public override Expression By(int state) => Zero;
    public override Expression Resolve(Func<string, Expression> meaning) => new Greater(A.Resolve(meaning), B.Resolve(meaning), OrEqual);
    public override void CollectStates(ISet<int> states) { A.CollectStates(states); B.CollectStates(states); }
}
