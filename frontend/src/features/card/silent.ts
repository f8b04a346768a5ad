import type { Responsible } from "@/api/release";

/** No question answered. */
export const SILENT: Responsible = {
  data_collection: "",
  data_collection_type: "",
  data_collection_time_frame: "",
  data_preprocessing_protocol: "",
  data_annotation_protocol: "",
  data_annotation_platform: "",
  annotations_per_item: "",
  annotator_demographics: "",
  machine_annotation_tools: "",
  data_use_cases: "",
  data_biases: "",
  data_limitations: "",
  data_social_impact: "",
  personal_sensitive_information: "",
  data_release_maintenance_plan: "",
  has_synthetic_data: false,
};
