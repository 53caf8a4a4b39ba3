using Dosimetry.Engine.Foundation;

namespace Dosimetry.Web.Endpoints;

/// <summary>Turns a refusal of the record into a problem document: 422 with what is wrong and the cure, and its code.</summary>
public static class RefusalFilter
{
    /// <summary>Adds the translation to a group of endpoints.</summary>
    public static RouteGroupBuilder AnswersRefusals(this RouteGroupBuilder group) => group.AddEndpointFilter(async (context, next) =>
    {
        try { return await next(context); }
        catch (RefusedException refusal)
        {
            return Results.Problem(refusal.Message, statusCode: StatusCodes.Status422UnprocessableEntity,
                extensions: new Dictionary<string, object?> { ["code"] = refusal.Finding.Code });
        }
    });
}
