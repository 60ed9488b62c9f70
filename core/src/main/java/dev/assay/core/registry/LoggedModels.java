package dev.assay.core.registry;

import dev.assay.core.Failure;
import dev.assay.core.query.Page;
import dev.assay.core.query.PageRequest;
import dev.assay.core.run.Run.ModelOutput;
import dev.assay.core.run.RunId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Keeps models that runs wrote, and which runs used or wrote them. Every method is atomic. */
public interface LoggedModels {
  /**
   * Stores a new model, with its params and tags.
   *
   * @throws Failure NOT_FOUND when its project does not exist, ALREADY_EXISTS when the id is taken
   */
  void create(LoggedModel model);

  /** The model with all its parts, deleted or not. */
  Optional<LoggedModel> find(LoggedModelId id);

  /** A page of the models the query matches. */
  Page<LoggedModel> search(LoggedModelQuery query, PageRequest page);

  /** Sets status and deletion; fails NOT_FOUND when it does not exist. */
  void update(LoggedModelId id, LoggedModel.Status status, Optional<Instant> deletedAt, Instant at);

  /** Sets tags; one that exists is replaced. Fails NOT_FOUND when the model does not exist. */
  void setTags(LoggedModelId id, Map<String, String> tags, Instant at);

  /**
   * Removes a tag; false when the model has no such tag. Fails NOT_FOUND when there is no model.
   */
  boolean deleteTag(LoggedModelId id, String key, Instant at);

  /**
   * Adds params; fails INVALID naming the key when one exists, and adds nothing then. Fails
   * NOT_FOUND when the model does not exist.
   */
  void addParams(LoggedModelId id, Map<String, String> params, Instant at);

  /**
   * Notes what was measured. Of each model, key, dataset and run the latest is kept: the greatest
   * by (step, time, value), NaN counting as 0. Fails NOT_FOUND when a model does not exist.
   */
  void addMetrics(List<ModelMetric> metrics);

  /**
   * Links models as inputs of a run; a link that exists is passed over. Gives the number of new
   * links. The models need not exist, any more or here. Fails NOT_FOUND when the run does not.
   */
  int linkInputs(RunId run, List<LoggedModelId> models);

  /**
   * Links models as outputs of a run; a link that exists is passed over and keeps its step. Gives
   * the number of new links. The models need not exist, any more or here. Fails NOT_FOUND when the
   * run does not.
   */
  int linkOutputs(RunId run, List<ModelOutput> outputs);
}
