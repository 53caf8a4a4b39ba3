using Dosimetry.Engine.Compute;

namespace Dosimetry.Engine.Tests.Compute;

/// <summary>Every kernel of the engine keeps the rules, and the rules catch what they should.</summary>
public class KernelRulesTests
{
    [Fact]
    public void The_engines_kernels_keep_the_rules()
    {
        Assert.NotEmpty(KernelRules.Kernels(typeof(IKernel).Assembly));
        Assert.Empty(KernelRules.CheckAll(typeof(IKernel).Assembly));
    }

    [Theory]
    [InlineData(typeof(Clamps), "Clamp")]
    [InlineData(typeof(ReadsStaticArray), "static Table")]
    [InlineData(typeof(Throws), "throw")]
    [InlineData(typeof(UsesLambda), "ldftn")]
    [InlineData(typeof(UsesVector3), "Vector3")]
    [InlineData(typeof(CountsInStatic), "static Count")]
    public void A_planted_breach_is_caught(Type kernel, string word) =>
        Assert.Contains(KernelRules.Check(kernel.GetMethod("Run")!), b => b.Contains(word));

    private struct Clamps : IKernel
    {
        public float X;
        public void Run(int index) => X = Math.Clamp(X, 1, 2);
    }

    private struct ReadsStaticArray : IKernel
    {
        private static readonly float[] Table = [1, 2];
        public float X;
        public void Run(int index) => X = Table[index];
    }

    private struct Throws : IKernel
    {
        public float X;
        public void Run(int index)
        {
            if (index < 0) throw new InvalidOperationException();
            X = 1;
        }
    }

    private struct UsesLambda : IKernel
    {
        public float X;
        public void Run(int index)
        {
            Func<float, float> next = x => x + 1;
            X = next(X);
        }
    }

    private struct UsesVector3 : IKernel
    {
        public float X;
        public void Run(int index) => X = new System.Numerics.Vector3(X, 1, 1).X;
    }

    private struct CountsInStatic : IKernel
    {
        private static int Count;
        public void Run(int index) => Count += index;
    }
}
